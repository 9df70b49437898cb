"""How files were read and are shown to be read; what is kept of it for the next one."""

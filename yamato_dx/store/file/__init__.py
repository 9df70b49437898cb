"""The record's file: opening, schema, copies, loss, restore."""

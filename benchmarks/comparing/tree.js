// What stands on the page, as [tag, attributes, children] with texts as strings: fields with what
// is in them, parts that are drawn apart from the document with their host.
() => {
  const told = one => {
    if (one.nodeType === Node.TEXT_NODE) return one.data;
    if (one.nodeType !== Node.ELEMENT_NODE) return null;
    const tag = one.localName;
    // The framework's own styles: it makes their names while it draws.
    if (tag === 'style' && one.dataset.emotion !== undefined) return null;
    // Files that it asks for ahead, in the order in which it came to need them.
    if (tag === 'link' && one.rel === 'modulepreload') return null;
    // A chart for the other width of window is drawn or not, as it happens: nobody sees it.
    if (one.dataset.testid === 'stVegaLiteChart' && one.offsetParent === null) {
      return [tag, { class: 'stVegaLiteChart' }, []];
    }
    const attributes = Object.fromEntries([...one.attributes].map(a => [a.name, a.value]));
    if (['input', 'textarea', 'select'].includes(tag) && one.type !== 'file') {
      attributes['.value'] = one.value;
      if (one.checked !== undefined) attributes['.checked'] = String(one.checked);
    }
    const inner = [...(one.shadowRoot?.childNodes ?? []), ...one.childNodes];
    return [tag, attributes, inner.map(told).filter(child => child !== null)];
  };
  return told(document.documentElement);
}

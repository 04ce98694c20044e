// Runs before the first paint, so that a chosen theme never flashes the other one. A file of its own: no inline script.
try {
  const chosen = JSON.parse(localStorage.getItem('daybook.preferences') ?? '{}').theme
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Without storage the system's theme applies.
}

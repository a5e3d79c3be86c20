// Before the first paint: the theme this person chose on this device.
try {
  const theme = localStorage.getItem('trefoil.theme')
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
} catch {
  // A browser that keeps nothing follows the system's theme.
}

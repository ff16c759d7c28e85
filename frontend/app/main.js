// Small enhancements; every page works without them.
document.documentElement.dataset.script = 'on';

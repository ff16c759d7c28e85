// All of the drawing in view, never larger than it was drawn; `left` is kept free for the palette.
const ROOM = 24;

export function fit(viewer, left = ROOM) {
  const canvas = viewer.get('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min((outer.width - left - ROOM) / inner.width, (outer.height - 2 * ROOM) / inner.height, 1);
  if (!(scale > 0)) return;
  const [width, height] = [outer.width / scale, outer.height / scale];
  const [x, y] = [Math.max(left / scale, (width - inner.width) / 2), Math.max(ROOM / scale, (height - inner.height) / 2)];
  canvas.viewbox({ x: inner.x - x, y: inner.y - y, width, height });
}

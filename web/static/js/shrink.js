// Makes a very large photo smaller before it travels, and keeps what the camera wrote into it
// (when and where it was taken): the ledger needs that as evidence.

const LARGE = 4 * 1024 * 1024;            // bytes; smaller files travel as they are
const SIDE = 2560;                        // pixels; the service shows 1600 at most
const QUALITY = 0.85;

/** The picture to send: a smaller JPEG, or the very same file where this browser cannot make one. */
export async function shrink(file) {
  if (file.size <= LARGE || !CSS.supports('image-orientation', 'from-image')) return file;
  try {
    const exif = await exifOf(file);
    const small = await redrawn(file);
    if (small.size >= file.size) return file;
    return new Blob([small.slice(0, 2), exif, small.slice(2)], { type: 'image/jpeg' });
  } catch {
    return file;
  }
}

async function redrawn(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return await new Promise((done) => { drawn(image).toBlob(done, 'image/jpeg', QUALITY); });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function drawn(image) {
  const scale = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';                                 // a JPEG has no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The Exif segment of a JPEG with its marker, turned upright; nothing for other pictures. */
async function exifOf(file) {
  const bytes = await file.slice(0, 256 * 1024).arrayBuffer();
  const view = new DataView(bytes);
  if (view.getUint16(0) !== 0xffd8) return '';
  let at = 2;
  while (at + 10 <= view.byteLength && view.getUint16(at) >= 0xffe0) {       // the APPn segments
    const end = at + 2 + view.getUint16(at + 2);
    if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      return upright(bytes.slice(at, end));
    }
    at = end;
  }
  return '';
}

// The canvas has already turned the picture, so the turn must not be done a second time.
function upright(segment) {
  const view = new DataView(segment);
  const tiff = 10;                                        // marker 2, length 2, "Exif\0\0" 6
  const little = view.getUint16(tiff) === 0x4949;
  const first = tiff + view.getUint32(tiff + 4, little);
  for (let i = 0; i < view.getUint16(first, little); i += 1) {
    const entry = first + 2 + 12 * i;
    if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
  }
  return segment;
}

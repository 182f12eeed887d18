/** What a browser may show as a picture, play, or hear. Everything else is a file to keep. */
export type ShownType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/gif'
  | 'image/webp'
  | 'image/avif'
  | 'video/mp4'
  | 'video/quicktime'
  | 'video/webm'
  | 'video/ogg'
  | 'audio/mp4'
  | 'audio/webm'
  | 'audio/ogg'
  | 'audio/mpeg'
  | 'audio/aac'
  | 'audio/wav'
  | 'audio/flac'

/** So many bytes tell all of these apart. */
export const TELLING_BYTES = 12

/**
 * What bytes are, by how they begin: what a platform, a file's name or a fan says of them is not asked. Undefined for everything
 * that is not on the list, such as pages, scripts and drawings that can hold a script.
 * @param isHeard it came as a voice message or music: some forms hold sound or pictures alike
 */
export function typeOfBytes(beginning: Uint8Array, isHeard: boolean): ShownType | undefined {
  const words = String.fromCharCode(...beginning.subarray(0, TELLING_BYTES))
  if (words.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (words.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (/^GIF8[79]a/.test(words)) return 'image/gif'
  if (words.startsWith('RIFF')) return RIFF[words.slice(8, 12)]
  if (words.startsWith('OggS')) return isHeard ? 'audio/ogg' : 'video/ogg'
  if (words.startsWith('\x1a\x45\xdf\xa3')) return isHeard ? 'audio/webm' : 'video/webm'
  if (words.startsWith('fLaC')) return 'audio/flac'
  if (words.startsWith('ID3') || /^\xff[\xfb\xfa\xf3\xf2\xe3]/.test(words)) return 'audio/mpeg'
  if (/^\xff[\xf1\xf9]/.test(words)) return 'audio/aac'
  return words.slice(4, 8) === 'ftyp' ? typeOfBox(words.slice(8, 12), isHeard) : undefined
}

const RIFF: Record<string, ShownType> = { WEBP: 'image/webp', WAVE: 'audio/wav' }

/** @param brand of an ISO media file */
function typeOfBox(brand: string, isHeard: boolean): ShownType | undefined {
  if (/^avi[fs]$/.test(brand)) return 'image/avif'
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^(iso\w|mp4\d|avc1|M4V |MSNV|dash|3g[\w]{2}|f4v )$/.test(brand)) return isHeard ? 'audio/mp4' : 'video/mp4'
  // Such as the photos of an iPhone, which most browsers cannot show.
  return undefined
}

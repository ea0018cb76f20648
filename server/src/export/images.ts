import path from 'node:path';
import type { StoredFile, StoredImages } from '../documents/stored-images';
import type { Warnings } from './warnings';

/** The folder of the images within the exported folder. */
export const IMAGE_FOLDER = 'images';

/** Assigns each image of the site a file in the exported folder. */
export class ExportImages {
  readonly toCopy: { file: StoredFile; name: string }[] = [];
  private readonly filesByDigest = new Map<string, string>();
  private readonly takenNames = new Set<string>();

  constructor(
    private readonly storedImages: StoredImages,
    private readonly warnings: Warnings
  ) {}

  /** Returns the image's file within the exported folder, or undefined, with a warning, if its content is missing. */
  fileOf(hash: string): string | undefined {
    const file = this.storedImages.fileOf(hash);
    const image = this.storedImages.imageOf(hash);
    if (!file || !image) {
      this.warnings.add(
        `the file of an image (${file?.name ?? hash}) cannot be read, so the image is left out.`
      );
      return undefined;
    }
    const known = this.filesByDigest.get(image.digest);
    if (known) return known;
    const name = this.takeName(file, image.digest);
    const exported = `${IMAGE_FOLDER}/${name}`;
    this.filesByDigest.set(image.digest, exported);
    this.toCopy.push({ file, name });
    return exported;
  }

  /** Returns the stored file's own name, with a part of the digest if another image has that name. */
  private takeName(file: StoredFile, digest: string): string {
    const { name: base, ext } = path.parse(path.basename(file.name));
    const extension = ext || (file.ext ?? '');
    const plain = base.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '') || 'image';
    const isTaken = this.takenNames.has(`${plain}${extension}`.toLowerCase());
    const name = `${plain}${isTaken ? `-${digest.slice(0, 8)}` : ''}${extension}`;
    this.takenNames.add(name.toLowerCase());
    return name;
  }
}

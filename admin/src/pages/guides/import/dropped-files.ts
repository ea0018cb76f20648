/** A file with its path in the folder that was dropped or chosen. */
export interface NamedFile {
  name: string;
  file: File;
}

/** Files beyond the server's limit are not sent. */
const MAX_FILES = 5001;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A browser gives the entries of a folder in parts. */
const readAll = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (part.length === 0) return entries;
    entries.push(...part);
  }
};

const addEntry = async (entry: FileSystemEntry, files: NamedFile[]): Promise<void> => {
  if (files.length >= MAX_FILES) return;
  if (entry.isFile) {
    files.push({
      name: entry.fullPath.replace(/^\//, ''),
      file: await fileOf(entry as FileSystemFileEntry),
    });
    return;
  }
  for (const each of await readAll(entry as FileSystemDirectoryEntry)) await addEntry(each, files);
};

/** Returns the files that were dropped, those in folders with their paths. */
export const droppedFiles = async (transfer: DataTransfer): Promise<NamedFile[]> => {
  // The list is empty as soon as the event is over.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files: NamedFile[] = [];
  for (const entry of entries) await addEntry(entry, files);
  return files;
};

/** Returns the files that were chosen. */
export const chosenFiles = (list: FileList | null): NamedFile[] =>
  [...(list ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

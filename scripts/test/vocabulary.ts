/** Structured data as the vocabulary of schema.org has it, in the version that `schema-dts` is made from. */
import { resolve } from 'node:path';
import ts from 'typescript';

/** Where the package with the types is found. */
const folder = resolve(import.meta.dirname, '../../web');

/**
 * Checks JSON-LD against the types of the vocabulary: unknown properties, and values of a wrong type.
 * @param documents by name. @returns what is wrong, with the name of the document.
 */
export function errorsOf(documents: Record<string, unknown>): string[] {
  const files = new Map(
    Object.entries(documents).map(([name, document]) => [
      resolve(folder, `${name}.data.ts`),
      `import type { Graph } from 'schema-dts';\nexport const data: Graph = ${JSON.stringify(document, null, 1)};\n`,
    ]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => files.has(name) || disk.fileExists(name),
    readFile: (name) => files.get(name) ?? disk.readFile(name),
    getSourceFile: (name, version) => {
      const text = files.get(name);
      return text === undefined
        ? disk.getSourceFile(name, version)
        : ts.createSourceFile(name, text, version);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && ts.getLineAndCharacterOfPosition(file, start ?? 0).line;
    const where = file?.text.split('\n')[line ?? 0]?.trim() ?? '';
    return `${file?.fileName.slice(folder.length + 1) ?? ''}: ${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300)}`;
  });
}

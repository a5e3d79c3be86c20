import { Notice } from '#web/ui/notice.tsx'

/** For whoever runs the place, who alone is told: which files are no methods, and why. */
export function LeftOut({ files }: { files: readonly { file: string; line: number; sentence: string }[] }) {
  if (files.length === 0) return null
  return (
    <div id="left-out" data-paper="no">
      <Notice kind="info" title="Some files of this place’s own methods were left out">
        <p>
          Only who runs this place sees this. All other methods are here. When a file is put right it is read by itself.
        </p>
        <ul>
          {files.map(({ file, line, sentence }) => (
            <li key={`${file} ${line} ${sentence}`}>
              <strong>
                {file}, line {line}
              </strong>
              : {sentence}.
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

import type { ExportFormat } from '@daybook/protocol'

/** Entries of a PDF at most, as the server has it. */
export const MOST_PDF = 5000

export const tooMany = (format: ExportFormat, count: number | undefined): boolean =>
  format === 'pdf' && count !== undefined && count > MOST_PDF

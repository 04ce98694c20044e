import { Component, type ReactNode } from 'react'

interface Props {
  /** What is shown instead when the children cannot be rendered. */
  readonly fallback: ReactNode
  /** A change of it gives the children another chance. */
  readonly resetKey: unknown
  readonly children: ReactNode
}

/** Keeps one row that cannot be rendered from taking the list with it. */
export class RowBoundary extends Component<Props, { failedAt?: unknown; failed: boolean }> {
  override state: { failedAt?: unknown; failed: boolean } = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  static getDerivedStateFromProps(props: Props, state: { failedAt?: unknown; failed: boolean }) {
    if (state.failed && state.failedAt === undefined) return { failedAt: props.resetKey }
    if (state.failed && state.failedAt !== props.resetKey) return { failed: false, failedAt: undefined }
    return null
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'

/** A list of one state, read page by page; kept under `name`. */
export function usePages<P extends { readonly next: string | null }>(
  name: string,
  path: string,
  state: string,
) {
  const { daybook, workspace } = useWorkspace()
  return useInfiniteQuery({
    queryKey: [name, workspace.id, state],
    queryFn: ({ pageParam: cursor, signal }) =>
      daybook.request<P>('GET', path, {
        query: { state, limit: 20, ...(cursor !== null && { cursor }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    staleTime: 0,
  })
}

/** Refetches what is out of date: at once, then at most once in each pause. */
export function refetchInTurn(refetch: () => void, pauseMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const read = () => {
    isAsked = false;
    refetch();
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) read();
    }, pauseMs);
  };
  return {
    renew() {
      isAsked = true;
      if (timer === undefined) read();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Parts of the upload that its queue does not need before there is something to send. */
export const lazyUpload = {
  job: () => import('./upload-job.ts'),
  server: () => import('./server.ts'),
};

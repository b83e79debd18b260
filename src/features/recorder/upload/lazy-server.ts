import { ApiError } from '#src/api/client/errors.ts';
import { lazyUpload } from './lazy-modules.ts';
import type { RecorderServer } from './server.ts';

/** The code of the requests; if it is missing, that is treated like a failing network. */
async function server(): Promise<RecorderServer> {
  try {
    return (await lazyUpload.server()).recorderServer;
  } catch (cause) {
    throw new ApiError({ kind: 'network', operation: 'loadServer', cause });
  }
}

/** The recorder's server, whose code is loaded with the first request. */
export const lazyServer: RecorderServer = {
  createMeeting: async (...given) => (await server()).createMeeting(...given),
  findMeetingByRecording: async (...given) => (await server()).findMeetingByRecording(...given),
  annotateMeeting: async (...given) => (await server()).annotateMeeting(...given),
  appendChat: async (...given) => (await server()).appendChat(...given),
  countChat: async (...given) => (await server()).countChat(...given),
  meetingStatus: async (...given) => (await server()).meetingStatus(...given),
  sendChunk: async (...given) => (await server()).sendChunk(...given),
};

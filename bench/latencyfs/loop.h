/* One thread for everything: it takes requests as they come, and sends each answer when its round trip is over. */
#ifndef LATENCYFS_LOOP_H
#define LATENCYFS_LOOP_H

struct fuse_session;

/* Serves a mounted session, and whoever asks at the socket, until it is unmounted; returns 0 then. */
int loop_serve(struct fuse_session *session, int control);

#endif

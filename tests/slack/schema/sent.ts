import type { HomeView, KnownBlock, ModalView } from '@slack/types';

export interface Sent {
  message: KnownBlock[];
  home: Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] };
  modal: Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };
}

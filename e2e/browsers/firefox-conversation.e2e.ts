import { conversation, withConversations } from './conversation.ts';
import { test } from './suite.ts';

test.use({ engineName: 'firefox', stackSettings: withConversations });

conversation('firefox');

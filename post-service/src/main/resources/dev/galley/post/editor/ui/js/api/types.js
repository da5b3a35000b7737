/**
 * What the API sends and takes, as far as the editor uses it.
 *
 * @typedef {'DRAFT' | 'SCHEDULED' | 'PUBLISHED' | 'UNPUBLISHED' | 'TEMPLATE'} PostState
 *
 * @typedef {object} PostFields what an author can change
 * @property {string} title
 * @property {string | null} slug null for one that the server makes from the title
 * @property {string} body
 * @property {string} summary
 * @property {string[]} authors slugs
 * @property {string[]} tags
 * @property {string} kind
 * @property {string} format how the text is written: `gfm`, `kramdown` or `html`
 * @property {string | null} canonicalUrl where the text first appeared, if elsewhere
 *
 * @typedef {object} PostFacts
 * @property {string} id
 * @property {number} revision
 * @property {PostState} state
 * @property {boolean} unpublishedChanges
 * @property {Record<string, unknown>} metadata
 * @property {string} updatedAt
 * @property {string | null} publishedAt
 * @property {string | null} firstPublishedAt
 * @property {Schedule | null} schedule
 * @property {{ slug: string, revision: number } | null} live
 * @property {string | null} url
 * @property {{ state: string | null, deadline: string | null, awaited: string[], debt: boolean }} [review] absent where nobody was ever asked
 *
 * @typedef {PostFields & PostFacts} Post
 *
 * @typedef {'first' | 'major' | 'minor' | 'silent'} Update
 * @typedef {'gone' | 'redirect' | 'withdrawn'} Removal
 *
 * @typedef {object} Schedule what shall happen to a post at a time
 * @property {string} at
 * @property {string} zone
 * @property {'publish' | 'unpublish'} action
 * @property {Update | null} update
 * @property {string} by
 * @property {{ reason: string, at: string } | null} failure why it did not happen
 *
 * @typedef {{ at: string, zone: string, action?: 'publish' | 'unpublish', update?: Update, changeNote?: string, withoutConsent?: boolean, how?: Removal, to?: string, reason?: string }} Wish
 *
 * @typedef {object} Step one step of a publication
 * @property {string} step `page`, `feed`, `webhook`, ...
 * @property {string | null} [target]
 * @property {string | null} [targetName]
 * @property {'succeeded' | 'retrying' | 'failed' | 'skipped'} outcome
 * @property {string | null} [reason]
 * @property {number} latencyMillis
 * @property {number} attempt
 * @property {string} at
 *
 * @typedef {object} Publication
 * @property {number} revision
 * @property {Update | 'unpublished'} update
 * @property {string} acceptedAt
 * @property {string | null} [scheduledFor]
 * @property {boolean} [withoutConsent]
 * @property {Step[]} steps
 *
 * @typedef {object} Revision
 * @property {number} revision
 * @property {string} at
 * @property {string} by
 * @property {string} action such as `EDITED`
 * @property {string | null} [note]
 *
 * @typedef {object} Webhook
 * @property {string} id
 * @property {string} url
 * @property {string} name
 * @property {string[]} types empty for all
 * @property {string[]} tags empty for all
 * @property {string[]} kinds empty for all
 * @property {boolean} enabled
 * @property {string | null} [disabledReason]
 * @property {number} failures since the last success
 * @property {string | null} gaveUpAt when it was switched off for failing, until somebody has seen it
 * @property {string} [secret] only right after creation
 *
 * @typedef {Pick<Webhook, 'url' | 'name' | 'types' | 'tags' | 'kinds'>} WebhookFields
 *
 * @typedef {object} Attempt
 * @property {number} number
 * @property {string} at
 * @property {number} durationMillis
 * @property {number} status 0 without an answer
 * @property {string} summary
 *
 * @typedef {object} ChannelDelivery
 * @property {string} id
 * @property {string} [type]
 * @property {string} postId
 * @property {number} revision
 * @property {string | null} [title] of the post, as long as it is kept
 * @property {'waiting' | 'delivered' | 'failed' | 'skipped' | 'unclear'} state
 * @property {string | null} [reason]
 * @property {string} acceptedAt
 * @property {string | null} [nextAttemptAt]
 * @property {Attempt[]} attempts
 *
 * @typedef {object} Message
 * @property {string | null} [payload] only of one that was asked for by its id
 *
 * @typedef {ChannelDelivery & Message} WebhookDelivery
 *
 * @typedef {object} Template
 * @property {string} name
 * @property {string} label
 * @property {{ title: string, slug: string | null, kind: string, body: string, authors: string[], tags: string[] } | null} post null in a list for a post that is a template
 *
 * @typedef {object} ProblemBody
 * @property {string} [type]
 * @property {string} [title]
 * @property {string} [detail]
 * @property {{ field: string, message: string }[]} [errors]
 */
export {};

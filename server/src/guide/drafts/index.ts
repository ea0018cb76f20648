export { renderDraft } from './assemble-draft';
export { findDraft, findDraftOwner, findPublished, type DraftAddress } from './find-draft';
export { inspectForm, type InspectedForm } from './inspect-form';
export { findPreview, PREVIEW_PATH, previewUrlOf, type GrantedPreview } from './previews';
export { contentSecurityPolicy, renderDocument } from './render-document';
export { reviewForm, type ReviewedForm } from './review-form';
export { fieldAccess } from './rights';

import { Badge, Box, Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useNotification, useRBAC } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { EditorRole } from '../../../../server/src/admin-api/contracts';
import { PERMISSIONS } from '../../permissions';
import { useText } from '../../use-text';
import { Card } from '../Card';
import { useResource } from '../use-resource';

/** Words the permissions that a role lacks: by type, what it cannot do there. */
const useMissing = () => {
  const text = useText();
  const { formatList } = useIntl();
  return (missing: EditorRole['missing']): string[] => {
    const actions = new Map<string, string[]>();
    for (const { action, subject } of missing) {
      const name = action.split('.').at(-1)!;
      const group = subject?.split('.').at(-1) ?? (action.startsWith('plugin::upload') ? 'upload' : 'pages');
      actions.set(group, [...(actions.get(group) ?? []), text(`settings.action.${name}`)]);
    }
    return [...actions].map(([group, names]) => `${text(`settings.group.${group}`)}: ${formatList(names)}`);
  };
};

interface RoleProps {
  role: EditorRole;
  isChosen: boolean;
  isDisabled: boolean;
  onChange: (isChosen: boolean) => void;
}

const Role = ({ role, isChosen, isDisabled, onChange }: RoleProps) => {
  const text = useText();
  const wordMissing = useMissing();
  const isComplete = role.missing.length === 0;
  return (
    <Box tag="li" paddingTop={2} paddingBottom={2}>
      <Flex gap={3} alignItems="center">
        {isComplete || isDisabled ? (
          <Typography>{role.name}</Typography>
        ) : (
          <Checkbox checked={isChosen} onCheckedChange={(checked) => onChange(checked === true)}>
            {role.name}
          </Checkbox>
        )}
        <Typography variant="pi" textColor="neutral600">
          {text('settings.editors.people', { count: role.usersCount })}
        </Typography>
        {isComplete && <Badge active>{text('settings.editors.complete')}</Badge>}
      </Flex>
      {!isComplete && (
        <Box tag="details" paddingTop={1} paddingLeft={7}>
          <Typography tag="summary" variant="pi" textColor="neutral600" style={{ cursor: 'pointer' }}>
            {text('settings.editors.missing', { count: role.missing.length })}
          </Typography>
          <Box tag="ul" paddingTop={2}>
            {wordMissing(role.missing).map((line) => (
              <Typography key={line} tag="li" variant="pi" display="block">
                {line}
              </Typography>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
};

/** Gives roles of administrators what editing guides takes. */
export const EditorsCard = () => {
  const text = useText();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC({ read: PERMISSIONS.readRoles, update: PERMISSIONS.updateRoles });
  const { data, hasFailed, isSending, send } = useResource<EditorRole[]>('editors');
  const [chosen, setChosen] = useState<EditorRole['id'][]>([]);
  const open = chosen.filter((id) => data?.find((role) => role.id === id)?.missing.length);

  const grant = async (): Promise<void> => {
    if (!(await send('post', { roles: open }))) return;
    setChosen([]);
    toggleNotification({ type: 'success', message: text('settings.editors.done') });
  };

  return (
    <Card title={text('settings.editors.title')} hint={text('settings.editors.hint')}>
      {hasFailed && <Typography>{text('settings.editors.forbidden')}</Typography>}
      {data && (
        <Box tag="ul">
          {data.map((role) => (
            <Role
              key={role.id}
              role={role}
              isChosen={chosen.includes(role.id)}
              isDisabled={!allowedActions.canUpdate}
              onChange={(isChosen) =>
                setChosen((before) => [
                  ...before.filter((id) => id !== role.id),
                  ...(isChosen ? [role.id] : []),
                ])
              }
            />
          ))}
        </Box>
      )}
      {data && !allowedActions.canUpdate && <Typography>{text('settings.editors.readOnly')}</Typography>}
      {data && allowedActions.canUpdate && (
        <Flex>
          <Button onClick={() => void grant()} disabled={open.length === 0} loading={isSending}>
            {text('settings.editors.grant')}
          </Button>
        </Flex>
      )}
    </Card>
  );
};

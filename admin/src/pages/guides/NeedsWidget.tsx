import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import type { Need, Needs } from '../../../../server/src/admin-api/contracts';
import { useText } from '../../use-text';
import { useResource } from '../use-resource';
import { GUIDES_PAGE } from './address';

/** What can need somebody, by the names of the views that show it. The server leaves out what the site does not check. */
const NEEDS = ['overdue', 'soon', 'behind', 'complete', 'links'] as const satisfies (keyof Needs)[];

const Line = ({ name, need: { all, mine } }: { name: keyof Needs; need: Need }) => {
  const text = useText();
  const address = `/${GUIDES_PAGE}?view=${name}`;
  return (
    <Flex tag="li" justifyContent="space-between" gap={4} paddingTop={2} paddingBottom={2}>
      {all > 0 ? (
        <Link tag={NavLink} to={address}>
          {text(`widget.${name}`, { count: all })}
        </Link>
      ) : (
        <Typography textColor="neutral600">{text(`widget.${name}`, { count: all })}</Typography>
      )}
      {mine > 0 && (
        <Link tag={NavLink} to={`${address}&mine=true`}>
          {text('widget.mine', { count: mine })}
        </Link>
      )}
    </Flex>
  );
};

/** The widget of the home page: what needs the administrator, each a link to the guides. */
const NeedsWidget = () => {
  const { data, hasFailed } = useResource<Needs>('overview/needs');
  if (hasFailed) return <Widget.Error />;
  if (!data) return <Widget.Loading />;
  return (
    <Box tag="ul">
      {NEEDS.map((name) => {
        const need = data[name];
        return need && <Line key={name} name={name} need={need} />;
      })}
    </Box>
  );
};

export default NeedsWidget;

-- Every few seconds it is asked which spaces are over; hardly any of them has an end, and only those need be looked at.
create index space_ends on space (ends_at) where ends_at is not null;

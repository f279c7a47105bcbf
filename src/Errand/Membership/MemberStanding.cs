namespace Errand.Membership;

/// <summary>Whether a member may take on work.</summary>
internal enum MemberStanding
{
    /// <summary>Its last answered beat is recent enough.</summary>
    Alive,

    /// <summary>The store has not answered for a while, so it may soon count as dead. Its runs continue.</summary>
    Silent,

    /// <summary>It was declared dead: it must join again under another id.</summary>
    Dead,
}

namespace Errand.Membership;

/// <summary>Whether a member may take on work.</summary>
internal enum MemberStanding
{
    /// <summary>Its last answered beat is recent enough.</summary>
    Alive,

    /// <summary>It has not heard from the store for so long that it may soon count as dead. What runs goes on.</summary>
    Silent,

    /// <summary>It was declared dead: it must start anew under another id.</summary>
    Fenced,
}

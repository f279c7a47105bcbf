namespace Errand.Following;

internal enum FollowStepKind
{
    /// <summary>The task's status, reason or attempt changed.</summary>
    Status,

    /// <summary>Its run reported progress.</summary>
    Progress,

    /// <summary>Its run logged a line.</summary>
    Line,

    /// <summary>It is done, or gone. Nothing follows.</summary>
    End,
}

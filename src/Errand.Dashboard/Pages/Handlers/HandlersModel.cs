namespace Errand.Dashboard.Pages.Handlers;

/// <summary>The handlers and janitors of all processes.</summary>
public sealed record HandlersModel
{
    public required IReadOnlyList<HandlerRow> Handlers { get; init; }

    public required IReadOnlyList<HandlerRow> Janitors { get; init; }

    /// <summary>Those of both that went within the last hour, the last one first.</summary>
    public required IReadOnlyList<MemberView> Gone { get; init; }

    /// <summary>What is wrong with them.</summary>
    public required IReadOnlyList<ServerProblem> Problems { get; init; }

    /// <summary>Whether expired tasks are deleted late, or not at all.</summary>
    public bool IsDeletingLate => Problems.Any(problem => problem.Kind == ServerProblemKind.JanitorLag);
}

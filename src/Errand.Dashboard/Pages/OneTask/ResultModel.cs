using Errand.Dashboard.Pages.Results;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>The result of a task on its page, as far as it has one.</summary>
public sealed record ResultModel
{
    public static readonly ResultModel None = new();

    /// <summary>Null when there is none, and when it is large.</summary>
    public ViewerModel? Viewer { get; init; }

    /// <summary>The size of a large result: it takes a while to look at it, so the page does not wait for it.</summary>
    public long? LargeBytes { get; init; }

    /// <summary>The few numbers of it that its author finds most telling.</summary>
    public IReadOnlyList<ShownMember> Summary { get; init; } = [];
}

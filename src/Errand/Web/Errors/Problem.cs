using System.Globalization;
using Errand.Storage.Messages;

namespace Errand.Web.Errors;

/// <summary>Why a request was not done. Made by <see cref="Problems"/> only.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Slug">One of <see cref="ProblemSlug"/>, or null when the status says it all.</param>
/// <param name="Title">The same for every problem of its kind.</param>
/// <param name="Detail">What is wrong this time, for people. Never a stack trace, SQL or a path of the server.</param>
internal sealed record Problem(int Status, string? Slug, string Title, string Detail)
{
    /// <summary>Everything that is wrong with a well-formed request; given with every 422.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }

    /// <summary>Names that may have been meant.</summary>
    public IReadOnlyList<string>? Nearest { get; init; }

    /// <summary>The task that ended without a result.</summary>
    public TaskRecord? Ended { get; init; }

    /// <summary>After how many seconds another try may succeed.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How to show who one is, or what is missing: the header <c>WWW-Authenticate</c>.</summary>
    public string? Challenge { get; init; }

    /// <summary>Its sender may not do this, or not from there.</summary>
    public bool IsOfAccess
    {
        get => field || Status is 401 or 403 || Slug == ProblemSlug.WrongHost;
        init;
    }

    /// <summary>For counting.</summary>
    public string Name => Slug ?? Status.ToString(CultureInfo.InvariantCulture);

    /// <summary>How long the answer is held back.</summary>
    public TimeSpan Hold { get; init; }
}

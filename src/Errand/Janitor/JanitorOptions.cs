using System.ComponentModel.DataAnnotations;

namespace Errand.Janitor;

/// <summary>How this process deletes expired tasks.</summary>
internal sealed class JanitorOptions
{
    /// <summary>How many janitors this process is, each an entry of its own in the list of janitors.</summary>
    /// <value>Default: 1. Range: 1 to 64. Setting: <c>JANITORS</c>.</value>
    [Range(1, 64)]
    public int Count { get; set; } = 1;

    /// <summary>The longest rest between two sweeps, reached when little expires. Reads hide what has expired at once, so this is a matter
    /// of space only.</summary>
    /// <value>Default: 30 seconds. Range: 1 second to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}

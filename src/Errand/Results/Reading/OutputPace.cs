using System.IO.Pipelines;

namespace Errand.Results.Reading;

/// <summary>When what was written goes out.</summary>
internal static class OutputPace
{
    /// <summary>In bytes: a write to a socket or a compressor should be worth it.</summary>
    private const int Worthwhile = 64 * 1024;

    public static ValueTask FlushWhenFullAsync(this PipeWriter output, CancellationToken cancellationToken) =>
        output.UnflushedBytes < Worthwhile ? ValueTask.CompletedTask : FlushAsync(output, cancellationToken);

    private static async ValueTask FlushAsync(PipeWriter output, CancellationToken cancellationToken) =>
        await output.FlushAsync(cancellationToken);
}

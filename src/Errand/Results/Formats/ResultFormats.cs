using System.IO.Pipelines;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes what is selected of a result in the form that is wanted.</summary>
internal static class ResultFormats
{
    /// <summary>Returns why nothing was written, or null.</summary>
    public static async Task<ResultRefusal?> WriteAsync(
        Stream result, ResultQuery query, ResultStart start, PipeWriter output, CancellationToken cancellationToken)
    {
        using var source = new ResultSource(result, query.Pointer, query.Slice, start);
        if (await source.FindAsync(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        switch (query.Format)
        {
            case ResultFormat.Csv:
                return await CsvTable.WriteAsync(source, query.IsSafe, output, cancellationToken);
            case ResultFormat.Npy:
                return await NpyArray.WriteAsync(source, output, cancellationToken);
            default:
                await source.WriteAsync(output, cancellationToken);
                return null;
        }
    }
}

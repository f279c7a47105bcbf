using Errand.Storage.Messages;
using Errand.Storage.Shared;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Finishes as <see cref="PostgresSql.Finish"/> takes them: in the order of their ids, each id once, column by column.</summary>
internal sealed class FinishRows
{
    private readonly IReadOnlyList<FinishRow> _rows;

    /// <param name="rows">Sorted, each id once.</param>
    public FinishRows(IReadOnlyList<FinishRow> rows)
    {
        _rows = rows;
        Ids = new long[rows.Count];
        Attempts = new int[rows.Count];
        Dispositions = new short[rows.Count];
        RetryDelays = new long[rows.Count];
        ResultStarts = new int[(2 * rows.Count) + 1];
        for (int i = 0; i < rows.Count; i++)
        {
            FinishRequest finish = rows[i].Finish;
            (Ids[i], Attempts[i], Dispositions[i]) = (finish.Id.Value, finish.Attempt, (short)finish.Disposition);
            RetryDelays[i] = finish.RetryDelay.ToMilliseconds();
            ResultStarts[(2 * i) + 1] = ResultStarts[2 * i] + ResultOf(finish).Length;
            ResultStarts[(2 * i) + 2] = ResultStarts[(2 * i) + 1] + SummaryOf(finish).Length;
            if (finish.Error is { } error)
            {
                Errors = Errors.Length > 0 ? Errors : new byte[]?[rows.Count];
                Errors[i] = RunErrorText.Write(error);
            }
        }
    }

    public long[] Ids { get; }

    public int[] Attempts { get; }

    public short[] Dispositions { get; }

    public long[] RetryDelays { get; }

    /// <summary>Where each result begins in <see cref="JoinResults"/> and where its summary does, and where the last one ends.</summary>
    public int[] ResultStarts { get; }

    /// <summary>Empty when there is none.</summary>
    public byte[]?[] Errors { get; } = [];

    /// <summary>All results, one after the other, each followed by its summary; a single one without a summary is not copied.</summary>
    public ReadOnlyMemory<byte> JoinResults()
    {
        if (_rows.Count == 1 && SummaryOf(_rows[0].Finish).IsEmpty)
        {
            return ResultOf(_rows[0].Finish);
        }

        byte[] joined = new byte[ResultStarts[^1]];
        for (int i = 0; i < _rows.Count; i++)
        {
            ResultOf(_rows[i].Finish).CopyTo(joined.AsMemory(ResultStarts[2 * i]));
            SummaryOf(_rows[i].Finish).CopyTo(joined.AsMemory(ResultStarts[(2 * i) + 1]));
        }

        return joined;
    }

    private static ReadOnlyMemory<byte> ResultOf(FinishRequest finish) =>
        finish.Disposition == Disposition.Succeeded ? finish.Result.ToMemory() : default;

    private static ReadOnlyMemory<byte> SummaryOf(FinishRequest finish) =>
        finish.Disposition == Disposition.Succeeded ? finish.Summary : default;
}

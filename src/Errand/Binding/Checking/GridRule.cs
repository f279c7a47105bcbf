using System.Globalization;
using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>Arrays in arrays, as many levels as the array has dimensions. JSON Schema cannot say that those of one level are equally
/// long.</summary>
internal sealed class GridRule(ValueRule item, int dimensions, CountRule rows) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        Span<int> lengths = stackalloc int[dimensions];
        lengths.Fill(-1);
        CheckLevel(ref run, 0, lengths);
    }

    private void CheckLevel(ref CheckRun run, int level, scoped Span<int> lengths)
    {
        if (level == dimensions)
        {
            item.Check(ref run);
            return;
        }

        if (run.Reader.TokenType != JsonTokenType.StartArray)
        {
            run.Mismatch("an array");
            return;
        }

        int length = 0;
        for (; run.Read() != JsonTokenType.EndArray; length++)
        {
            run.Enter(length);
            CheckLevel(ref run, level + 1, lengths);
            run.Leave();
        }

        if (level == 0)
        {
            rows.Check(ref run, length);
        }
        else if (lengths[level] >= 0 && lengths[level] != length)
        {
            run.Fault(
                FaultCode.Length,
                string.Create(CultureInfo.InvariantCulture, $"must have {lengths[level]} items, as many as the arrays before it"),
                length.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            lengths[level] = length;
        }
    }
}

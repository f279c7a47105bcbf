using System.Globalization;
using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>An array of a fixed length, each item with a rule of its own.</summary>
internal sealed class TupleRule(ValueRule[] items) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.StartArray)
        {
            run.Mismatch("an array");
            return;
        }

        int count = 0;
        for (; run.Read() != JsonTokenType.EndArray; count++)
        {
            run.Enter(count);
            if (count < items.Length)
            {
                items[count].Check(ref run);
            }
            else
            {
                AnyRule.Walk(ref run);
            }

            run.Leave();
        }

        if (count != items.Length)
        {
            run.Fault(
                FaultCode.Length, string.Create(CultureInfo.InvariantCulture, $"must have {items.Length} items"),
                count.ToString(CultureInfo.InvariantCulture));
        }
    }
}

using System.Text.Json;

namespace Errand.Binding.Checking;

internal sealed class ArrayRule(ValueRule item, CountRule length) : ValueRule
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
            item.Check(ref run);
            run.Leave();
        }

        length.Check(ref run, count);
    }
}

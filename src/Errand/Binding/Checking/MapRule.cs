using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>An object with members of any name.</summary>
internal sealed class MapRule(ValueRule value, CountRule size, KeyRule? names) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.StartObject)
        {
            run.Mismatch("an object");
            return;
        }

        int owner = run.NewOwner();
        int count = 0;
        HashSet<object>? keys = null;
        for (; run.Read() != JsonTokenType.EndObject; count++)
        {
            if (!run.TakeName(owner))
            {
                run.Read();
                AnyRule.Walk(ref run);
                continue;
            }

            run.EnterNamed();
            names?.Check(ref run, ref keys);
            run.Read();
            value.Check(ref run);
            run.Leave();
        }

        size.Check(ref run, count);
    }
}

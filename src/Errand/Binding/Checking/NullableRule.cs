using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>Null, or what another rule says.</summary>
internal sealed class NullableRule(ValueRule other) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.Null)
        {
            other.Check(ref run);
        }
    }
}

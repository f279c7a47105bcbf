using System.Text.Json;

namespace Errand.Binding.Checking;

internal sealed class BooleanRule : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            run.Mismatch("true or false");
        }
    }
}

using System.Buffers;
using System.Text.Json;

namespace Errand.Binding.Checking;

/// <summary>A string. Its length is counted in code points, as JSON Schema does, not in UTF-16 units.</summary>
internal sealed class StringRule(CountRule length, PatternRule[] patterns) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.String)
        {
            run.Mismatch("a string");
        }
        else if (run.IsText() && !(length.IsAnything && patterns.Length == 0))
        {
            CheckText(ref run);
        }
    }

    private void CheckText(ref CheckRun run)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(run.Reader.ValueSpan.Length);
        try
        {
            ReadOnlySpan<char> text = buffer.AsSpan(0, run.Reader.CopyString(buffer));
            length.Check(ref run, CodePoints(text));
            foreach (PatternRule pattern in patterns)
            {
                pattern.Check(ref run, text);
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        foreach (char c in text)
        {
            count -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return count;
    }
}

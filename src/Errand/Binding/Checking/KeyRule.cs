using System.Buffers;
using Errand.Binding.Schema;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>What the members of a dictionary may be called.</summary>
/// <param name="names">All names there are; null when there are too many.</param>
/// <param name="form">The form of a name; null for any.</param>
/// <param name="text">Reads a name when its form alone does not tell which key it means.</param>
internal sealed class KeyRule(EnumNames? names, TextForm? form, KeyText? text)
{
    private readonly string _words =
        form is null ? "must have a name that its type can read" : $"must have a name that is{form.Words["must be".Length..]}";

    /// <summary>Checks the name that the reader stands on.</summary>
    /// <param name="run">The check, which has entered the member.</param>
    /// <param name="keys">The keys of this dictionary so far.</param>
    public void Check(ref CheckRun run, ref HashSet<object>? keys)
    {
        if (names is not null)
        {
            if (!names.Has(in run.Reader))
            {
                run.Add(FaultCode.Enum, names.Words);
            }
        }
        else if (form is not null && !HasForm(ref run, PatternRule.Of(form)))
        {
            run.Add(FaultCode.Pattern, _words);
        }
        else if (text is not null && !run.IsFull)
        {
            CheckKey(ref run, text.Read(run.Reader.ValueSpan), ref keys);
        }
    }

    private void CheckKey(ref CheckRun run, object? key, ref HashSet<object>? keys)
    {
        if (key is null)
        {
            run.Add(form is null ? FaultCode.Type : FaultCode.Pattern, _words);
        }
        else if (!(keys ??= []).Add(key))
        {
            run.Add(
                FaultCode.Pattern, "must have a name that stands for a different key; another name in this object stands for the same one");
        }
    }

    private static bool HasForm(ref CheckRun run, PatternRule pattern)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(run.Reader.ValueSpan.Length);
        try
        {
            return pattern.Matches(buffer.AsSpan(0, run.Reader.CopyString(buffer)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}

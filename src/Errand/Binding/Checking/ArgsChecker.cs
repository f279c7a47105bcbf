using System.Text.Json;
using System.Text.Unicode;
using Errand.Types;

namespace Errand.Binding.Checking;

/// <summary>Checks the args of one task type against the schema that is published for it, in one pass, and finds all faults at
/// once.</summary>
internal sealed class ArgsChecker(ValueRule args)
{
    /// <summary>The same arguments with every integer in the spelling that the serializer reads; null when there is nothing to
    /// change.</summary>
    public byte[]? Respell(ReadOnlyMemory<byte> body)
    {
        var respellings = new List<Respelling>();
        return Run(body, UnknownArgs.Allowed, respellings).IsGood && respellings.Count > 0
            ? Respelling.Apply(body.Span, respellings)
            : null;
    }

    public ArgsVerdict Check(ReadOnlyMemory<byte> body, UnknownArgs unknown) => Run(body, unknown, null);

    private ArgsVerdict Run(ReadOnlyMemory<byte> body, UnknownArgs unknown, List<Respelling>? respellings)
    {
        // The reader lets invalid UTF-8 pass inside strings.
        if (!Utf8.IsValid(body.Span))
        {
            return Malformed("The arguments are not UTF-8; send them in that encoding.");
        }

        var run = new CheckRun(body.Span, unknown, respellings);
        try
        {
            run.Read();
            args.Check(ref run);
            // Reads what follows: only white space may.
            run.Read();
        }
        catch (JsonException e)
        {
            return Malformed($"The arguments are not valid JSON: {e.Message}");
        }

        return run.FaultCount == 0 ? ArgsVerdict.Good : new ArgsVerdict(null, run.Faults);
    }

    private static ArgsVerdict Malformed(string why) => new(why, []);
}

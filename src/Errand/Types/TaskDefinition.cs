using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Errand.Types;

/// <summary>A task type as this program knows it: its options, what its arguments must look like, and its code.</summary>
internal sealed record TaskDefinition
{
    public required TaskType Type { get; init; }

    public string? Description { get; init; }

    /// <summary>The scope that submitting it needs: <c>submit:TYPE</c>, or another one that its author chose.</summary>
    [AllowNull]
    public string Scope
    {
        get => field ??= Scopes.Submit + Type.Name;
        init;
    }

    /// <summary>The options of a task that does not say otherwise. Without a time-out, only the expiry bounds a run; without a time to
    /// live, it is the server's <c>MAX_TASK_TIME</c>.</summary>
    public SubmitOptions Defaults { get; init; } = new();

    public string Queue => Defaults.Queue ?? TaskLimits.DefaultQueue;

    public int Priority => Defaults.Priority ?? 0;

    public int MaxAttempts => Defaults.MaxAttempts ?? TaskLimits.DefaultMaxAttempts;

    /// <summary>JSON Schema 2020-12 of the args object, UTF-8.</summary>
    public required ReadOnlyMemory<byte> ArgsSchema { get; init; }

    /// <summary>JSON Schema 2020-12 of the result, UTF-8.</summary>
    public required ReadOnlyMemory<byte> ResultSchema { get; init; }

    /// <summary>The names of the arguments that must be sent, in the order of the signature.</summary>
    public required IReadOnlyList<string> RequiredArgs { get; init; }

    /// <summary>Checks an args object in one pass.</summary>
    public required Func<ReadOnlyMemory<byte>, UnknownArgs, ArgsVerdict> ArgsCheck { get; init; }

    /// <summary>An args object that the check accepts, UTF-8; null when none is known.</summary>
    public ReadOnlyMemory<byte>? Example { get; init; }

    public required TaskHandler Handler { get; init; }

    /// <summary>Takes the summary of a result, both UTF-8 JSON; it is empty when nothing is in it. Null when the type has no
    /// summary.</summary>
    public Func<ReadOnlySequence<byte>, ReadOnlyMemory<byte>>? TakeSummary { get; init; }

    /// <summary>The names of a summary's members, as far as they are known before there is a result.</summary>
    public IReadOnlyList<string> SummaryNames { get; init; } = [];

    /// <summary>How results are looked at.</summary>
    public AuthorViews Views { get; init; } = AuthorViews.None;

    /// <summary>The summary of a result, both UTF-8 JSON; empty if there is none.</summary>
    public ReadOnlyMemory<byte> SummaryOf(in ReadOnlySequence<byte> result) =>
        TakeSummary is null || result.IsEmpty ? default : TakeSummary(result);

    public ArgsVerdict CheckArgs(ReadOnlyMemory<byte> args, UnknownArgs unknown) => ArgsCheck(args, unknown);

    /// <summary>The same, when other faults may be known already: adds those of the arguments to them.</summary>
    /// <returns>Why the text is malformed, or null.</returns>
    public string? CheckArgs(ReadOnlyMemory<byte> args, UnknownArgs unknown, List<Fault> faults)
    {
        ArgsVerdict verdict = ArgsCheck(args, unknown);
        faults.AddRange(verdict.Faults);
        return verdict.Malformed;
    }
}

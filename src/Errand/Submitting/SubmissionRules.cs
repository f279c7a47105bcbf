using System.Buffers;
using Errand.Access;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>Makes a <see cref="Submission"/> of checked arguments and unchecked options, which it holds to
/// <see cref="TaskOptions"/>.</summary>
/// <param name="defaultTimeToLive">For task types that say nothing: <c>MAX_TASK_TIME</c>.</param>
/// <param name="time">To see whether <c>runAt</c> lies before the expiry.</param>
internal sealed class SubmissionRules(TimeSpan defaultTimeToLive, TimeProvider time)
{
    /// <summary>For keys of Errand's own.</summary>
    private const string ReservedScope = "errand:";

    private static readonly SearchValues<char> VisibleAscii = SearchValues.Create(VisibleAsciiCharacters());

    public TimeSpan DefaultTimeToLive => defaultTimeToLive;

    /// <summary>1 to 255 visible ASCII characters.</summary>
    public static bool IsIdempotencyKey(string key) =>
        key.Length is >= 1 and <= TaskLimits.MaxIdempotencyKeyLength && !key.AsSpan().ContainsAnyExcept(VisibleAscii);

    /// <summary>The submission, or null when <paramref name="faults"/> holds anything; every fault of the options is added to it.</summary>
    /// <param name="definition">The task type.</param>
    /// <param name="args">Arguments that were checked.</param>
    /// <param name="options">Options as they were sent, read but not checked.</param>
    /// <param name="by">Who submits it, and whose idempotency key it is. Scopes of keys that begin with <c>errand:</c> are reserved.</param>
    /// <param name="faults">Where faults go; may hold faults of the arguments already.</param>
    /// <exception cref="ForbiddenException">The task is good, but not for this caller to submit.</exception>
    public Submission? Create(
        TaskDefinition definition, ReadOnlyMemory<byte> args, SubmitOptions options, Principal by, List<Fault> faults)
    {
        if (by.KeyScope.StartsWith(ReservedScope, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The scope {by.KeyScope} is reserved.", nameof(by));
        }

        TimeSpan timeToLive = options.TimeToLive ?? definition.Defaults.TimeToLive ?? defaultTimeToLive;
        Check(options, timeToLive, faults);
        return faults.Count > 0 ? null
            : !by.Scopes.MaySubmit(definition) ? throw new ForbiddenException(definition.Scope)
            : TaskForms.SubmissionOf(
                definition, args, options, timeToLive,
                options.IdempotencyKey is { } key
                    ? new IdempotencyKey(by.KeyScope, key, RequestHash.Of(definition.Type, args, options))
                    : null,
                by.Owner);
    }

    private void Check(SubmitOptions options, TimeSpan timeToLive, List<Fault> faults)
    {
        bool isInRange = timeToLive >= TaskLimits.MinTimeToLive && timeToLive <= TaskLimits.MaxTimeToLive;
        var terms = new OptionTerms(options, isInRange ? timeToLive : TaskLimits.MaxTimeToLive, time);
        foreach (TaskOption option in TaskOptions.All)
        {
            option.Check(terms, faults);
        }
    }

    private static string VisibleAsciiCharacters() =>
        string.Create('~' - '!' + 1, 0, static (span, _) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = (char)('!' + i);
            }
        });
}

using System.Buffers;
using System.Globalization;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>Makes a <see cref="Submission"/> of checked arguments and unchecked options: the one place that knows the rules of
/// options.</summary>
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
    /// <param name="scope">Whose idempotency key it is. Scopes that begin with <c>errand:</c> are reserved.</param>
    /// <param name="faults">Where faults go; may hold faults of the arguments already.</param>
    public Submission? Create(TaskDefinition definition, ReadOnlyMemory<byte> args, SubmitOptions options, string scope, List<Fault> faults)
    {
        if (scope.StartsWith(ReservedScope, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The scope {scope} is reserved.", nameof(scope));
        }

        TimeSpan timeToLive = options.TimeToLive ?? definition.TimeToLive ?? defaultTimeToLive;
        Check(options, timeToLive, faults);
        return faults.Count > 0 ? null : new Submission
        {
            Type = definition.Type,
            Args = args,
            Queue = options.Queue ?? definition.Queue,
            Priority = options.Priority ?? definition.Priority,
            MaxAttempts = options.MaxAttempts ?? definition.MaxAttempts,
            Timeout = options.Timeout ?? definition.Timeout,
            TimeToLive = timeToLive,
            Delay = options.Delay,
            RunAt = options.RunAt,
            Tags = options.Tags ?? [],
            Key = options.IdempotencyKey is { } key
                ? new IdempotencyKey(scope, key, RequestHash.Of(definition.Type, args, options))
                : null,
        };
    }

    private void Check(SubmitOptions options, TimeSpan timeToLive, List<Fault> faults)
    {
        if (options.Queue is { } queue && !NameRule.MayBeChosen(queue))
        {
            faults.Add(new Fault("#/queue", FaultCode.Pattern, $"queue must be {NameRule.Description}"));
        }

        if (options.Priority is < TaskLimits.MinPriority or > TaskLimits.MaxPriority)
        {
            faults.Add(OutOfRange("priority", string.Create(
                CultureInfo.InvariantCulture, $"{TaskLimits.MinPriority} to {TaskLimits.MaxPriority}"), options.Priority.Value));
        }

        if (options.MaxAttempts is < 1 or > TaskLimits.MaxMaxAttempts)
        {
            faults.Add(OutOfRange("maxAttempts", string.Create(CultureInfo.InvariantCulture, $"1 to {TaskLimits.MaxMaxAttempts}"), options.MaxAttempts.Value));
        }

        bool ttlIsGood = timeToLive >= TaskLimits.MinTimeToLive && timeToLive <= TaskLimits.MaxTimeToLive;
        if (!ttlIsGood)
        {
            faults.Add(OutOfRange("ttl", "1 second to 10 years (315360000 seconds)", timeToLive.TotalSeconds));
        }

        if (options.Timeout is { } timeout && (timeout < TaskLimits.MinTimeout || timeout > TaskLimits.MaxTimeToLive))
        {
            faults.Add(OutOfRange("timeout", "0.001 second to 10 years (315360000 seconds)", timeout.TotalSeconds));
        }

        CheckStart(options, ttlIsGood ? timeToLive : TaskLimits.MaxTimeToLive, faults);
        CheckTags(options.Tags, faults);
    }

    private void CheckStart(SubmitOptions options, TimeSpan timeToLive, List<Fault> faults)
    {
        if (options.Delay is not null && options.RunAt is not null)
        {
            faults.Add(new Fault("#/runAt", FaultCode.Range, "runAt and delay cannot be combined; send one of them"));
            return;
        }

        if (options.Delay is { } delay && (delay < TimeSpan.Zero || delay >= timeToLive))
        {
            faults.Add(OutOfRange("delay", "0 seconds to less than the ttl", delay.TotalSeconds));
        }

        if (options.RunAt is { } runAt && runAt - time.GetUtcNow() >= timeToLive)
        {
            faults.Add(new Fault("#/runAt", FaultCode.Range, "runAt must be before the task expires"));
        }
    }

    private static void CheckTags(IReadOnlyList<string>? tags, List<Fault> faults)
    {
        if (tags is null)
        {
            return;
        }

        if (tags.Count > TaskLimits.MaxTags)
        {
            faults.Add(new Fault(
                "#/tags", FaultCode.Length,
                string.Create(CultureInfo.InvariantCulture, $"tags must be at most {TaskLimits.MaxTags}; got {tags.Count}")));
            return;
        }

        for (int i = 0; i < tags.Count; i++)
        {
            if (!NameRule.MayBeChosen(tags[i]))
            {
                faults.Add(new Fault(
                    string.Create(CultureInfo.InvariantCulture, $"#/tags/{i}"), FaultCode.Pattern,
                    $"a tag must be {NameRule.Description}"));
            }
        }
    }

    private static Fault OutOfRange(string option, string range, double got) => new(
        $"#/{option}", FaultCode.Range, string.Create(CultureInfo.InvariantCulture, $"{option} must be {range}; got {got}"));

    private static string VisibleAsciiCharacters() =>
        string.Create('~' - '!' + 1, 0, static (span, _) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = (char)('!' + i);
            }
        });
}

using System.Collections.Immutable;
using System.Globalization;

namespace Errand.Submitting;

/// <summary>Every option of a task. The query, the body, the checks and the hash of a request read this table.</summary>
internal static class TaskOptions
{
    private const string NameSchema = $$"""{"type":"string","pattern":"^{{NameRule.Pattern}}$"}""";

    private const string LongestTime = "10 years (315360000 seconds)";

    /// <summary>In the order in which their faults are answered.</summary>
    public static readonly ImmutableArray<TaskOption> All =
    [
        new TaskOption<string?>("queue", nameof(SubmitOptions.Queue), CheckQueue)
        {
            Schema = NameSchema,
            Description = "the queue it waits in, created by its first use",
        },
        Integer(
            "priority", nameof(SubmitOptions.Priority), TaskLimits.MinPriority, TaskLimits.MaxPriority,
            "higher runs first within a queue; equal ones run in the order of submission"),
        Integer("maxAttempts", nameof(SubmitOptions.MaxAttempts), 1, TaskLimits.MaxMaxAttempts, "how often the task is tried"),
        new TaskOption<TimeSpan?>("ttl", nameof(SubmitOptions.TimeToLive), CheckTimeToLive)
        {
            Schema = """{"type":"number","minimum":1,"maximum":315360000}""",
            Description = "seconds from creation to expiry, when the task is stopped and deleted",
        },
        new TaskOption<TimeSpan?>("timeout", nameof(SubmitOptions.Timeout), CheckTimeout)
        {
            Schema = """{"type":"number","minimum":0.001,"maximum":315360000}""",
            Description = "seconds one run may take",
        },
        new TaskOption<TimeSpan?>("delay", nameof(SubmitOptions.Delay), CheckDelay)
        {
            Schema = """{"type":"number","minimum":0,"exclusiveMaximum":315360000}""",
            Description = "seconds until it may run, less than the ttl; not together with runAt",
        },
        new TaskOption<DateTimeOffset?>("runAt", nameof(SubmitOptions.RunAt), CheckRunAt)
        {
            Schema = """{"type":"string","format":"date-time"}""",
            Description = "the instant from which it may run, before the expiry; a past one means now",
        },
        new TaskOption<IReadOnlyList<string>?>("tags", nameof(SubmitOptions.Tags), CheckTags)
        {
            QueryName = "tag",
            IsRepeatable = true,
            Schema = NameSchema,
            Description = "a name to find the task by later; at most 20",
        },
    ];

    /// <summary>By its name in a body; null when there is none.</summary>
    public static TaskOption? Find(string name)
    {
        foreach (TaskOption option in All)
        {
            if (option.Name == name)
            {
                return option;
            }
        }

        return null;
    }

    private static TaskOption<int?> Integer(string name, string member, int min, int max, string description)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
        return new(name, member, (value, _, faults) =>
        {
            if (value < min || value > max)
            {
                faults.Add(OutOfRange(name, range, value.Value));
            }
        })
        {
            Schema = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"integer","minimum":{{min}},"maximum":{{max}}}"""),
            Description = description,
        };
    }

    private static void CheckQueue(string? queue, OptionTerms terms, List<Fault> faults)
    {
        if (!NameRule.MayBeChosen(queue))
        {
            faults.Add(new Fault("#/queue", FaultCode.Pattern, $"queue must be {NameRule.Description}"));
        }
    }

    private static void CheckTimeToLive(TimeSpan? timeToLive, OptionTerms terms, List<Fault> faults)
    {
        if (timeToLive < TaskLimits.MinTimeToLive || timeToLive > TaskLimits.MaxTimeToLive)
        {
            faults.Add(OutOfRange("ttl", $"1 second to {LongestTime}", timeToLive.Value.TotalSeconds));
        }
    }

    private static void CheckTimeout(TimeSpan? timeout, OptionTerms terms, List<Fault> faults)
    {
        if (timeout < TaskLimits.MinTimeout || timeout > TaskLimits.MaxTimeToLive)
        {
            faults.Add(OutOfRange("timeout", $"0.001 second to {LongestTime}", timeout.Value.TotalSeconds));
        }
    }

    /// <summary>Together with <c>runAt</c>, that one has the fault.</summary>
    private static void CheckDelay(TimeSpan? delay, OptionTerms terms, List<Fault> faults)
    {
        if (terms.Options.RunAt is null && (delay < TimeSpan.Zero || delay >= terms.TimeToLive))
        {
            faults.Add(OutOfRange("delay", "0 seconds to less than the ttl", delay.Value.TotalSeconds));
        }
    }

    private static void CheckRunAt(DateTimeOffset? runAt, OptionTerms terms, List<Fault> faults)
    {
        if (terms.Options.Delay is not null)
        {
            faults.Add(new Fault("#/runAt", FaultCode.Range, "runAt and delay cannot be combined; send one of them"));
        }
        else if (runAt - terms.Time.GetUtcNow() >= terms.TimeToLive)
        {
            faults.Add(new Fault("#/runAt", FaultCode.Range, "runAt must be before the task expires"));
        }
    }

    private static void CheckTags(IReadOnlyList<string>? tags, OptionTerms terms, List<Fault> faults)
    {
        if (tags!.Count > TaskLimits.MaxTags)
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
}

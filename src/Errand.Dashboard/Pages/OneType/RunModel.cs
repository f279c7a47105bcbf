using Errand.Dashboard.Forms;

namespace Errand.Dashboard.Pages.OneType;

/// <summary>The form that runs a task.</summary>
public sealed record RunModel
{
    /// <summary>The fields; null when the arguments are typed as JSON.</summary>
    public ArgsForm? Fields { get; init; }

    /// <summary>The arguments as JSON, when they are typed so.</summary>
    public string Json { get; init; } = "";

    public required OptionTexts Options { get; init; }

    public IReadOnlyList<OptionField> OptionFields { get; init; } = [];

    /// <summary>The key that was made for this form; empty: the script makes one.</summary>
    public string Key { get; init; } = "";

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<TopFault> Faults { get; init; } = [];

    /// <summary>What the user should know before typing.</summary>
    public string? Note { get; init; }

    /// <summary>The calls with what the form holds, when they are asked for.</summary>
    public CallTexts? Calls { get; init; }
}

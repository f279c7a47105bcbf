using Errand.Web.Query;

namespace Errand.Web.Submit;

/// <summary>The body of <c>POST /v1/tasks</c>, read but not checked.</summary>
internal sealed class Envelope
{
    /// <summary>Why it is not valid JSON, or null.</summary>
    public string? Malformed { get; set; }

    /// <summary>Null when it is missing or no string; then there is a fault.</summary>
    public string? Type { get; set; }

    /// <summary>The bytes of the args object as they were sent; null when there is none, and then there is a fault.</summary>
    public ReadOnlyMemory<byte>? Args { get; set; }

    /// <summary>Null when there are none.</summary>
    public OptionsDraft? Options { get; private set; }

    public List<Fault> Faults { get; } = [];

    /// <summary>Where an option goes that was found.</summary>
    public OptionsDraft SomeOptions() => Options ??= new OptionsDraft();
}

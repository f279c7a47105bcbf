using Errand.Web.Http;

namespace Errand.Web.Submit;

/// <summary>The body of <c>POST /v1/tasks</c>, read but not checked.</summary>
/// <param name="faults">What is wrong with the request so far.</param>
internal sealed class Envelope(List<Fault> faults)
{
    /// <summary>Why it is not valid JSON, or null.</summary>
    public Malformed? Malformed { get; set; }

    /// <summary>Null when it is missing or no string; then there is a fault.</summary>
    public string? Type { get; set; }

    /// <summary>The bytes of the args object as they were sent; null when there is none, and then there is a fault.</summary>
    public ReadOnlyMemory<byte>? Args { get; set; }

    /// <summary>Null when there are none.</summary>
    public SubmitOptions? Options { get; set; }

    public List<Fault> Faults => faults;

    /// <summary>Where an option goes that was found.</summary>
    public SubmitOptions SomeOptions() => Options ??= new SubmitOptions();
}

using Errand.Storage.Access;

namespace Errand.Access;

/// <summary>Who asks for a change, and where from.</summary>
/// <param name="By">Who asks.</param>
/// <param name="Address">The address that the request came from; null when it came over no network.</param>
internal sealed record Actor(Principal By, string? Address)
{
    /// <summary>This program. The audit log does not tell what it does by itself.</summary>
    public static readonly Actor System = new(Principal.System, null);

    /// <summary>Who runs this program's commands.</summary>
    public static readonly Actor CommandLine = new(Principal.CommandLine, null);

    /// <summary>What the audit log gets of a change of tasks or queues; null: nothing.</summary>
    /// <param name="filter">What was asked for when it was not a single task, as JSON.</param>
    public ChangeAudit? Audit(string? filter = null) => this == System ? null : new ChangeAudit(By.Subject, Address, filter);

    public AuditEntry Entry(string action, string? target, string? detail = null) => new(By.Subject, action, target, detail, Address);
}

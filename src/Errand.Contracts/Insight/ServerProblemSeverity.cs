namespace Errand;

/// <summary>How bad a problem is: the values of <see cref="ServerProblem.Severity"/>.</summary>
public static class ServerProblemSeverity
{
    /// <summary>Tasks do not run, or cannot be submitted.</summary>
    public const string Error = "error";

    /// <summary>Work goes on, but somebody should look at it.</summary>
    public const string Warning = "warning";
}

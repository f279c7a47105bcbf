using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Handler.Running;

/// <summary>A claimed task and the code that runs it.</summary>
internal readonly record struct RunnableTask(TaskClaim Claim, TaskDefinition Definition);
